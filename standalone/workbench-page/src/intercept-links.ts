import { locationUtil } from '@grafana/data';
import { config, locationService } from '@grafana/runtime';

/** Address below the workbench that a click leads to; undefined when the browser should follow the link itself. */
export function toInnerAddress(anchor: HTMLAnchorElement, basePath: string): string | undefined {
  if (anchor.origin !== window.location.origin || anchor.hasAttribute('download')) return undefined;
  if (anchor.target !== '' && anchor.target !== '_self') return undefined;
  const inner = /^\/(a|plugins)\//.test(anchor.pathname.slice(basePath.length));
  const below = anchor.pathname.startsWith(`${basePath}/`) && inner;
  return below ? locationUtil.stripBaseFromUrl(anchor.pathname + anchor.search + anchor.hash) : undefined;
}

/** Lets plain links to pages of the workbench navigate without loading the page again. */
export function interceptLinks(): void {
  document.addEventListener('click', (event) => {
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    const anchor = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
    if (!plain || event.defaultPrevented || anchor === null) return;
    const address = toInnerAddress(anchor, config.appSubUrl);
    if (address === undefined) return;
    event.preventDefault();
    locationService.push(address);
  });
}
