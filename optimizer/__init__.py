"""shuangkong (双控): budget and allocation optimizer for the dual control of energy and carbon."""

__version__ = "0.1.0"
