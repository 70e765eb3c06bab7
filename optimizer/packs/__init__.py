"""Policy packs (规则包): dated, cited settings of the rules and parameters, one folder a jurisdiction."""

from optimizer.packs.edition import Citation, Document, Edition, Mark, Target, Value
from optimizer.packs.load import Pack, list_packs, load_pack

__all__ = ["Citation", "Document", "Edition", "Mark", "Pack", "Target", "Value", "list_packs", "load_pack"]
