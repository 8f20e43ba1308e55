"""Stories: what is a copy of what, and who was first?"""

from .command import measures

measures("stories", "stories", "syndicated", "syndication", "threads", "related", "first_to_publish")
