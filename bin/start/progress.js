/**
 * One line per step, with the time it took. On a terminal the line moves while the step goes on; elsewhere (a log, a
 * pipe) plain lines are printed, and now and then a sign of life.
 */

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const SIGN_OF_LIFE_MS = 10_000;

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * Begins a step. Exactly one of `done` and `failed` ends it.
 * @param {string} label what is going on, as "Installing the dependencies"
 */
export function beginStep(label) {
  const begun = Date.now();
  const moving = process.stdout.isTTY === true;
  let detail = '';
  let frame = 0;

  const line = () => `${label}${detail ? ` · ${detail}` : ''}`;
  const draw = () => {
    const text = `${FRAMES[frame++ % FRAMES.length]} ${line()} · ${seconds(begun)}`;
    process.stdout.write(`\r\x1b[2K${text.slice(0, (process.stdout.columns || 80) - 1)}`);
  };
  if (moving) draw();
  else say(`· ${label} …`);
  const timer = moving
    ? setInterval(draw, 100)
    : setInterval(() => say(`· ${line()}: still going, ${seconds(begun)}`), SIGN_OF_LIFE_MS);

  /** @param {string} mark @param {string} text */
  const end = (mark, text) => {
    clearInterval(timer);
    if (moving) process.stdout.write('\r\x1b[2K');
    say(`${mark} ${text} · ${seconds(begun)}`);
  };
  return {
    /** @param {string} text what the step is at right now */
    at(text) {
      detail = text;
    },
    /** @param {string} text a line of its own, to stay */
    note(text) {
      if (moving) process.stdout.write('\r\x1b[2K');
      say(`  ${text}`);
    },
    /** @param {string} [text] in place of the label */
    done(text = label) {
      end('✓', text);
    },
    /** @param {string} [text] in place of the label */
    failed(text = label) {
      end('✗', text);
    },
  };
}

/**
 * Wraps work in a step.
 * @template T
 * @param {string} label
 * @param {(step: ReturnType<typeof beginStep>) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withStep(label, work) {
  const step = beginStep(label);
  try {
    const result = await work(step);
    step.done();
    return result;
  } catch (error) {
    step.failed();
    throw error;
  }
}

/** @param {number} begun */
function seconds(begun) {
  return `${((Date.now() - begun) / 1000).toFixed(1)} s`;
}
