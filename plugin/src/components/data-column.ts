import type { ReactNode } from 'react';

/** A column of a `DataList`. */
export interface DataColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** Width as a CSS grid track, such as `minmax(0, 2fr)` or `12ch`. */
  readonly track: string;
  readonly align?: 'start' | 'end';
  /** How many columns the cell of a row covers, itself included; the cells of the others are left out. Default: 1. */
  readonly spanOf?: (row: Row) => number;
  /** Content of a cell. Let its buttons be reached by Tab only in the active row. */
  readonly render: (row: Row, place: { readonly isActive: boolean }) => ReactNode;
}
