import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Pixels from the end within which a list counts as scrolled to it. */
const NEAR_PIXELS = 24;

/**
 * Keeps a list scrolled to its end while rows come in, until a person scrolls away from it.
 * @param isThere whether the list's element is in the document
 * @param content changes with the rows
 */
export function useFollowEnd(list: RefObject<HTMLElement>, isThere: boolean, content: unknown) {
  const [isFollowing, setIsFollowing] = useState(true);
  const wanted = useRef(true);
  const jump = () => {
    wanted.current = true;
    setIsFollowing(true);
    list.current?.scrollTo({ top: list.current.scrollHeight });
  };

  useEffect(() => {
    const element = list.current;
    if (!isThere || !element) return undefined;
    let lastTop = element.scrollTop;
    const onScroll = () => {
      const isNear = element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR_PIXELS;
      // Growing rows move the end away as well; only a person scrolls up.
      if (isNear) wanted.current = true;
      else if (element.scrollTop < lastTop) wanted.current = false;
      lastTop = element.scrollTop;
      setIsFollowing(wanted.current);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [list, isThere]);

  useLayoutEffect(() => {
    if (wanted.current) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [list, isThere, content]);
  return { isFollowing, jump };
}
