"""Documents with drawings inside, kept up to date.

::

    <!-- topodraw start labs/leak/topology.yml --view bgp -->
    ...what stands here is replaced...
    <!-- topodraw end -->

One module a step::

    discovery   which files are documents with markers
    languages   what a file is written in, and the forms of a marker there
    literals    the lines of a document that show something as it is: no marker there counts
    markers     pairs of markers
    pictures    what the words of a marker ask for, drawn
    embedding   a drawing as text of the document: fences, literal blocks, comments
    links       a drawing in a file of its own: how the document shows it
    documents   all of it for one document: what it and the files beside it should hold
    many        many documents, by several processes where that pays
    writing     files that change, whole or not at all

Nothing but `writing` changes a file. The text of a document is anybody's: it may ask for drawings of files in its own
repository, and for nothing else.
"""

from topodraw.regen.discovery import find_documents
from topodraw.regen.documents import Update, regenerate
from topodraw.regen.many import regenerate_all
from topodraw.regen.pictures import Permissions
from topodraw.regen.writing import Change, changes_of, write_changes

__all__ = [
    "Change",
    "Permissions",
    "Update",
    "changes_of",
    "find_documents",
    "regenerate",
    "regenerate_all",
    "write_changes",
]
