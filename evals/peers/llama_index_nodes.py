"""LlamaIndex: nodes of its parsers in its vector index, alone or fused with BM25. The one module that imports LlamaIndex.

Its tokenizer's and its sentence splitter's files come inside llama-index-core, so that nothing is loaded from elsewhere. Its own BM25 retriever is a
package that does not install beside ours (it asks for an older stemmer); the one here does what that does: bm25s with its defaults, English stop
words and the English Snowball stemmer on the text of the same nodes (its scores are the same, tried on the seeds).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from evals.peers.bm25_sentences import best_of, index_of
from evals.peers.peer import FETCHED, Embedder, missing, placed, reply_of
from ingest.document import Document

Parser = Literal["chunks", "sentences"]
"""``chunks``: SentenceSplitter as it comes (1024 tokens, 200 shared); ``sentences``: SentenceWindowNodeParser as it comes."""

EXTRA = "more-peers"


class LlamaIndexNodes:
    """LlamaIndex's retriever on nodes that it cut itself.

    A node knows its place when LlamaIndex, which looks for each node in the text after cutting, has found it. A sentence of the sentence window is
    quoted alone, not with the window around it, which is meant for a language model.
    """

    def __init__(self, index: Any, hybrid: bool) -> None:
        """Ask a vector index of LlamaIndex's; with ``hybrid`` its rank is fused with that of BM25 on the same nodes."""
        vectors = index.as_retriever(similarity_top_k=FETCHED)
        self._index = index
        self._retriever = _fused(vectors, list(index.docstore.docs.values())) if hybrid else vectors

    @classmethod
    def build(cls, documents: Mapping[str, Document], embedder: Embedder, parser: Parser, hybrid: bool) -> LlamaIndexNodes:
        """Cut every document with the parser and embed the nodes.

        Raises:
            PeerError: if llama-index-core is not installed.
        """
        try:
            from llama_index.core import Document as Text
            from llama_index.core import VectorStoreIndex
            from llama_index.core.node_parser import SentenceSplitter, SentenceWindowNodeParser
        except ImportError as error:
            raise missing(error, EXTRA) from error
        cutter = SentenceSplitter() if parser == "chunks" else SentenceWindowNodeParser.from_defaults()
        texts = [Text(text=documents[doc_id].text, doc_id=doc_id) for doc_id in sorted(documents)]
        nodes = cutter.get_nodes_from_documents(texts)
        return cls(VectorStoreIndex(nodes, embed_model=_adapted(embedder)), hybrid)

    @classmethod
    def load(cls, folder: Path, embedder: Embedder, hybrid: bool) -> LlamaIndexNodes:
        """Open what ``save`` wrote; BM25, which LlamaIndex does not keep with the index, is computed anew."""
        from llama_index.core import StorageContext, load_index_from_storage

        return cls(load_index_from_storage(StorageContext.from_defaults(persist_dir=str(folder)), embed_model=_adapted(embedder)), hybrid)

    def save(self, folder: Path) -> None:
        """Write the index as LlamaIndex does."""
        self._index.storage_context.persist(str(folder))

    def ask(self, question: str, history: Sequence[str], words: int) -> Mapping[str, Any]:
        """Return the best nodes; the history is ignored."""
        nodes = [found.node for found in self._retriever.retrieve(question)]
        return reply_of(question, [placed(node.ref_doc_id, node.text, node.start_char_idx) for node in nodes], words)


def _adapted(embedder: Embedder) -> Any:
    """Return the embedder as LlamaIndex wants it."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class Adapter(BaseEmbedding):
        """The embedder under LlamaIndex's names."""

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            rows: list[list[float]] = embedder.encode(texts).tolist()
            return rows

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embeddings([query])[0]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    return Adapter(model_name="all-MiniLM-L6-v2")


def _fused(vectors: Any, nodes: Sequence[Any]) -> Any:
    """Return LlamaIndex's fusion of two retrievers by reciprocal rank; no language model writes further questions (``num_queries=1``)."""
    import Stemmer
    from llama_index.core.llms import MockLLM
    from llama_index.core.retrievers import BaseRetriever, QueryFusionRetriever
    from llama_index.core.schema import MetadataMode, NodeWithScore

    stemmer = Stemmer.Stemmer("english")
    index = index_of([node.get_content(metadata_mode=MetadataMode.EMBED) for node in nodes], stemmer)

    class Lexical(BaseRetriever):
        """BM25 on the text of the nodes."""

        def _retrieve(self, query_bundle: Any) -> list[Any]:
            best = best_of(index, query_bundle.query_str, min(FETCHED, len(nodes)), stemmer)
            return [NodeWithScore(node=nodes[number], score=score) for number, score in best]

    return QueryFusionRetriever(
        [vectors, Lexical()], llm=MockLLM(), mode="reciprocal_rerank", similarity_top_k=FETCHED, num_queries=1, use_async=False
    )
