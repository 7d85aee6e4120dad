/** Does the work again and again, with a pause after each time, until it is stopped. A failure is told and comes to nothing. */
export function again(pauseMs: number, work: () => Promise<void>, onError: (error: unknown) => void) {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let underWay: Promise<void> = Promise.resolve();
  const next = () => {
    underWay = work()
      .catch(onError)
      .then(() => {
        if (!stopped) timer = setTimeout(next, pauseMs);
      });
  };
  next();
  return {
    /** Waits for what is under way. */
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
