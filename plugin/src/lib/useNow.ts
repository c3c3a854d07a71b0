import { useEffect, useState } from 'react';
import { useServices } from './services.ts';

const TICK_MILLIS = 10_000;

/** The present in milliseconds since the epoch, renewed every ten seconds: for ages and for what time alone changes. */
export function useNow(): number {
  const { nowMillis } = useServices();
  const [now, setNow] = useState(nowMillis);
  useEffect(() => {
    const timer = setInterval(() => setNow(nowMillis()), TICK_MILLIS);
    return () => clearInterval(timer);
  }, [nowMillis]);
  return now;
}
