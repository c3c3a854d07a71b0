const realNow = Date.now;
let offsetMillis = 0;

/** Sets this process's clock wrong by so much. What took `Date.now` before this module was loaded keeps the right one. */
export function setClock(millis: number): void {
  offsetMillis = millis;
}

Date.now = () => realNow() + offsetMillis;
