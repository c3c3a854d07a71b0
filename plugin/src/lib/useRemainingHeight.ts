import { useLayoutEffect, useState, type RefObject } from 'react';

const SMALLEST_PIXELS = 240;
const BELOW_PIXELS = 40;

/** Height in pixels from an element's top to the window's bottom, so that a list scrolls and the page does not. */
export function useRemainingHeight(element: RefObject<HTMLElement>, belowPixels = BELOW_PIXELS): number {
  const [height, setHeight] = useState(SMALLEST_PIXELS);
  useLayoutEffect(() => {
    const measure = () => {
      const top = (element.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
      setHeight(Math.max(SMALLEST_PIXELS, window.innerHeight - top - belowPixels));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [element, belowPixels]);
  return height;
}
