"""An entity: somebody or something that articles name, under all its names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..errors import EntityError
from .fold import fold_word

SHORTEST_NAME = 2  # characters: a single one would match by chance


@dataclass(frozen=True)
class Alias:
    """One name of an entity.

    Attributes
    ----------
    text : str
        The name.
    region : str
        Who uses it: latin, hk, tw or cn; empty: nobody in particular.
    weak : bool
        Whether the name means something else too, so that it counts only where the article supports it.
    """

    text: str
    region: str = ""
    weak: bool = False


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
    only_with : tuple of str
        Words that support a weak name: it counts in articles whose title or body has one of them, or a name of the
        entity that is not weak.

    Raises
    ------
    EntityError
        There is no key or no name, a name is too short, or a context is empty.

    Examples
    --------
    >>> Entity("hkma", "金管局", "HKMA", ["金管局", "HKMA"]).aliases[0]
    Alias(text='金管局', region='', weak=False)
    """

    key: str
    label: str
    label_en: str
    aliases: tuple[Alias, ...]
    unless: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()

    def __init__(
        self,
        key: str,
        label: str,
        label_en: str,
        aliases: Sequence[str | Alias],
        unless: Sequence[str] = (),
        only_with: Sequence[str] = (),
    ) -> None:
        names = tuple(_as_alias(key, alias) for alias in _listed(key, "aliases", aliases))
        contexts = {"unless": tuple(_listed(key, "unless", unless))}
        contexts["only_with"] = tuple(_listed(key, "only_with", only_with))
        if not isinstance(key, str) or not key.strip():
            raise EntityError(f"the key of an entity must be a text, not {key!r}")
        if not names:
            raise EntityError(f"entity {key!r}: has no name; give it at least one")
        for name, texts in contexts.items():
            for text in texts:
                if not isinstance(text, str) or not fold_word(text).strip():
                    raise EntityError(f"entity {key!r}: a context in {name!r} must be a text, not {text!r}")
        values = {"key": key, "label": label, "label_en": label_en, "aliases": names, **contexts}
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def support(self) -> "Entity | None":
        """What supports the weak names: the other names and the words of `only_with`; None without any."""
        strong = [alias for alias in self.aliases if not alias.weak]
        words = [Alias(text) for text in self.only_with]
        if not strong and not words:
            return None
        return Entity(self.key, self.label, self.label_en, [*strong, *words], self.unless)


def _listed(key: str, name: str, values: Sequence[object]) -> Sequence[object]:
    if isinstance(values, str):
        raise EntityError(f"entity {key!r}: {name!r} must be a list of texts, not the text {values!r}")
    return values


def _as_alias(key: str, alias: object) -> Alias:
    text = alias.text if isinstance(alias, Alias) else alias
    if not isinstance(text, str) or len(fold_word(text).strip()) < SHORTEST_NAME:
        raise EntityError(
            f"entity {key!r}: names must be texts of two characters or more, not {text!r}; "
            "a shorter one would match by chance"
        )
    return replace(alias, text=text.strip()) if isinstance(alias, Alias) else Alias(text.strip())


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
    if not all(isinstance(name, str) for name in names):
        raise EntityError("names stand one by one: Names('深度求索', 'DeepSeek')")
    key = label or names[0].strip()
    return Entity(key, key, label_en or key, names)
