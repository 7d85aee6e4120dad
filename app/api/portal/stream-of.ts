/**
 * A text that is made piece by piece, as bytes: the next piece is asked for when there is room for it, and none any more
 * once nobody reads. Where a piece fails the answer breaks off, so that half a file is never taken for a whole one.
 */
export function streamOf(text: AsyncGenerator<string, void>, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const piece = signal.aborted ? await text.return() : await text.next();
      if (piece.done) controller.close();
      else controller.enqueue(encoder.encode(piece.value));
    },
    async cancel() {
      await text.return();
    },
  });
}
