"""Policy packs (规则包): dated, cited numbers from models/."""
