import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { toVisiblePieces } from '../lib/visible-text.ts';

/** An untrusted text, with characters that would hide or turn something shown as marked escapes. */
export function SafeText({ text }: { readonly text: string }) {
  const styles = useStyles2(getStyles);
  const pieces = toVisiblePieces(text);
  // Isolated: text of the other direction must not reorder what stands beside it.
  return (
    <bdi>
      {pieces.map((piece, index) =>
        piece.isEscape ? (
          <span key={index} className={styles.escape} title="An invisible character">
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </bdi>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  escape: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    color: theme.colors.warning.text,
    border: `1px solid ${theme.colors.warning.border}`,
    borderRadius: theme.shape.radius.default,
  }),
});
