import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { useHref, useNavigate } from 'react-router-dom';

interface PageLinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  /** Path with query inside Grafana, as `buildPagePath` gives it. */
  readonly to: string;
  /** Among words: underlined, since colour alone does not tell it from them. */
  readonly isInText?: boolean;
}

/** A link to a page of this app: opens without loading Grafana again, and in a new tab like any link. */
export function PageLink({ to, isInText = false, onClick, className, children, ...rest }: PageLinkProps) {
  const styles = useStyles2(getStyles);
  const href = useHref(to);
  const navigate = useNavigate();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    void navigate(to);
  };
  return (
    <a {...rest} className={cx(styles.link, isInText && styles.inText, className)} href={href} onClick={follow}>
      {children}
    </a>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  link: css({ color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } }),
  inText: css({ textDecoration: 'underline' }),
});
