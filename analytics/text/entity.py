"""An entity: somebody or something that articles name, under all its names."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import EntityError
from .fold import fold_word

SHORTEST_NAME = 2  # characters: a single one would match by chance


@dataclass(frozen=True)
class Alias:
    """One name of an entity and the region that uses it (empty: none in particular)."""

    text: str
    region: str = ""


@dataclass(frozen=True)
class Entity:
    """Something that articles are about, under all its names.

    Attributes
    ----------
    key : str
        What commands and functions call it.
    label, label_en : str
        What charts call it, in Chinese and in English.
    aliases : tuple of Alias
        Its names. They may be given as plain texts of two characters or more; blanks around a name are removed.
    unless : tuple of str
        Contexts: a name inside one of them is not counted.

    Raises
    ------
    EntityError
        There is no key or no name, a name is too short, or a context is empty.

    Examples
    --------
    >>> Entity("hkma", "金管局", "HKMA", ["金管局", "HKMA"]).aliases[0]
    Alias(text='金管局', region='')
    """

    key: str
    label: str
    label_en: str
    aliases: tuple[Alias, ...]
    unless: tuple[str, ...] = ()

    def __init__(
        self,
        key: str,
        label: str,
        label_en: str,
        aliases: Sequence[str | Alias],
        unless: Sequence[str] = (),
    ) -> None:
        names = tuple(_as_alias(key, alias) for alias in _listed(key, "aliases", aliases))
        contexts = tuple(_listed(key, "unless", unless))
        if not isinstance(key, str) or not key.strip():
            raise EntityError(f"the key of an entity must be a text, not {key!r}")
        if not names:
            raise EntityError(f"entity {key!r}: has no name; give it at least one")
        for context in contexts:
            if not isinstance(context, str) or not fold_word(context).strip():
                raise EntityError(f"entity {key!r}: a context in 'unless' must be a text, not {context!r}")
        for name, value in zip(
            ("key", "label", "label_en", "aliases", "unless"),
            (key, label, label_en, names, contexts),
            strict=True,
        ):
            object.__setattr__(self, name, value)


def _listed(key: str, name: str, values: Sequence[object]) -> Sequence[object]:
    if isinstance(values, str):
        raise EntityError(f"entity {key!r}: {name!r} must be a list of texts, not the text {values!r}")
    return values


def _as_alias(key: str, alias: object) -> Alias:
    text, region = (alias.text, alias.region) if isinstance(alias, Alias) else (alias, "")
    if not isinstance(text, str) or len(fold_word(text).strip()) < SHORTEST_NAME:
        raise EntityError(
            f"entity {key!r}: names must be texts of two characters or more, not {text!r}; "
            "a shorter one would match by chance"
        )
    return Alias(text.strip(), region)


def Names(*names: str, label: str | None = None, label_en: str | None = None) -> Entity:  # noqa: N802
    """Return one subject with several names, which are counted together.

    Parameters
    ----------
    names : str
        The names; each has two characters or more.
    label, label_en : str, optional
        What charts call the subject, in Chinese and in English; without it, the first name.

    Raises
    ------
    EntityError
        There is no name, or a name is too short.

    Examples
    --------
    >>> Names("深度求索", "DeepSeek").label
    '深度求索'
    >>> Names("港鐵", "地鐵", label="港鐵公司").key
    '港鐵公司'
    """
    if not names:
        raise EntityError("Names() needs at least one name, such as Names('深度求索', 'DeepSeek')")
    key = label or str(names[0]).strip()
    return Entity(key, key, label_en or key, names)
