const VIEW_HEIGHT_PIXELS = 640;
const VIEW_WIDTH_PIXELS = 1_600;

/** What jsdom lacks and the pages need: sizes, observers, media queries, a measuring canvas. */
export function installBrowserStubs(): void {
  // jsdom lays nothing out: without a size a windowed list shows no row.
  Object.defineProperties(HTMLElement.prototype, {
    offsetHeight: { configurable: true, get: () => VIEW_HEIGHT_PIXELS },
    offsetWidth: { configurable: true, get: () => VIEW_WIDTH_PIXELS },
    clientHeight: { configurable: true, get: () => VIEW_HEIGHT_PIXELS },
    clientWidth: { configurable: true, get: () => VIEW_WIDTH_PIXELS },
  });
  Element.prototype.scrollTo = () => undefined;
  Element.prototype.scrollIntoView = () => undefined;
  window.matchMedia = createMediaQueryList;
  window.ResizeObserver = QuietObserver;
  window.IntersectionObserver = QuietObserver as unknown as typeof IntersectionObserver;
  HTMLCanvasElement.prototype.getContext = (() => ({
    measureText: (text: string) => ({ width: text.length * 8 }),
  })) as unknown as HTMLCanvasElement['getContext'];
}

/** Wide screens: every minimum width is reached. */
function createMediaQueryList(media: string): MediaQueryList {
  return {
    media,
    matches: media.includes('min-width'),
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  };
}

class QuietObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
