import type { ReactNode } from 'react';

/** A column of a `DataList`. */
export interface DataColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** Width as a CSS grid track, such as `minmax(0, 2fr)` or `12ch`. */
  readonly track: string;
  readonly align?: 'start' | 'end';
  /** Content of a cell. Let its buttons be reached by Tab only in the active row. */
  readonly render: (row: Row, place: { readonly isActive: boolean }) => ReactNode;
}
