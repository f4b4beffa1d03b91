/** Shows which phase is at work and for how long: a spinner on a terminal, plain lines elsewhere. */
import ora from "ora";

export interface Progress {
  /** Shows `title` while `work` runs; `work` may say how far it is, and returns the sentence to end with, or none. */
  phase<T>(title: string, work: (say: (detail: string) => void) => Promise<T>, end?: (result: T) => string): Promise<T>;
  line(text: string): void;
}

/** Seconds between two lines where there is no terminal. */
const quiet = 20;

export function showProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? spinning(stream) : plain(stream);
}

function spinning(stream: NodeJS.WriteStream): Progress {
  return {
    async phase(title, work, end) {
      const clock = stopwatch();
      let detail = "";
      const spinner = ora({ stream, text: title }).start();
      const ticking = setInterval(() => {
        spinner.text = `${title}${detail === "" ? "" : `: ${detail}`} (${clock()})`;
      }, 250);
      try {
        const result = await work((text) => (detail = text));
        spinner.succeed(`${end?.(result) ?? title} (${clock()})`);
        return result;
      } catch (error) {
        spinner.fail(`${title} (${clock()})`);
        throw error;
      } finally {
        clearInterval(ticking);
      }
    },
    line: (text) => void stream.write(`${text}\n`),
  };
}

function plain(stream: NodeJS.WriteStream): Progress {
  return {
    async phase(title, work, end) {
      const clock = stopwatch();
      let detail = "";
      stream.write(`${title} ...\n`);
      const ticking = setInterval(() => {
        stream.write(`  ${clock()}${detail === "" ? "" : `: ${detail}`}\n`);
      }, quiet * 1000);
      try {
        const result = await work((text) => (detail = text));
        stream.write(`  ${end?.(result) ?? "done"} (${clock()})\n`);
        return result;
      } catch (error) {
        stream.write(`  failed (${clock()})\n`);
        throw error;
      } finally {
        clearInterval(ticking);
      }
    },
    line: (text) => void stream.write(`${text}\n`),
  };
}

function stopwatch(): () => string {
  const begun = performance.now();
  return () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
}
