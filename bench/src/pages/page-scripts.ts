/** Notes when the first row of a list is in the document and when the browser has drawn it. Runs before the page's own code. */
export function toRowWatch(rowSelector: string): string {
  return `(() => {
    const times = (window.benchTimes = {});
    new MutationObserver((_, observer) => {
      if (document.querySelector(${JSON.stringify(rowSelector)}) === null) return;
      times.row = performance.now();
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => (times.painted = performance.now())));
    }).observe(document, { childList: true, subtree: true });
  })()`;
}

/** What a page's watch noted, in milliseconds since the page was asked for. */
export interface RowTimes {
  readonly row: number;
  readonly painted: number;
  /** First byte of the first answer with records, and the end of the last one before the row. */
  readonly firstByte: number;
  readonly lastByte: number;
  /** Answers with records until the row was there. */
  readonly answers: number;
  /** Elements of the list, and of the whole document. */
  readonly listNodes: number;
  readonly allNodes: number;
}

/** Answers {@link RowTimes}. */
export function toRowTimes(listSelector: string): string {
  return `(() => {
    const { row, painted } = window.benchTimes;
    const answers = performance
      .getEntriesByType('resource')
      .filter(({ name, responseStart }) => name.includes('query_range') && responseStart > 0 && responseStart < row);
    return {
      row,
      painted,
      firstByte: Math.min(...answers.map(({ responseStart }) => responseStart)),
      lastByte: Math.max(...answers.map(({ responseEnd }) => responseEnd).filter((end) => end <= row)),
      answers: answers.length,
      listNodes: document.querySelector(${JSON.stringify(listSelector)}).querySelectorAll('*').length,
      allNodes: document.querySelectorAll('*').length,
    };
  })()`;
}

/** Scrolls down by so many pixels a frame, and back at the end; answers the times between frames in milliseconds. */
export function toScroll(selector: string, frames: number, pixelsPerFrame: number): string {
  return `new Promise((resolve) => {
    const element = document.querySelector(${JSON.stringify(selector)});
    const deltas = [];
    let last = performance.now();
    let direction = 1;
    const step = (now) => {
      deltas.push(now - last);
      last = now;
      if (element.scrollTop + element.clientHeight >= element.scrollHeight - 1) direction = -1;
      if (element.scrollTop <= 0) direction = 1;
      element.scrollTop += direction * ${pixelsPerFrame};
      if (deltas.length < ${frames}) requestAnimationFrame(step);
      else resolve(deltas.slice(1));
    };
    requestAnimationFrame(step);
  })`;
}
