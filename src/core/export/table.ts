/** A table as it leaves the program: the same cells for every format. */

export type ExportTable = {
  /** Name of the sheet and of the list in JSON. */
  name: string
  /** Header as people read it, and the key in JSON. */
  columns: readonly { header: string; key: string }[]
  rows: readonly (readonly string[])[]
}

/** Header and rows, as spreadsheets want them. */
export const cellsOf = ({ columns, rows }: ExportTable): (readonly string[])[] => [
  columns.map(({ header }) => header),
  ...rows,
]

/** Columns by header and key, and each row made of the same entries. */
export function tableOf<Row>(
  name: string,
  columns: readonly (readonly [header: string, key: string, text: (row: Row) => string])[],
  rows: readonly Row[],
): ExportTable {
  return {
    name,
    columns: columns.map(([header, key]) => ({ header, key })),
    rows: rows.map((row) => columns.map(([, , text]) => text(row))),
  }
}
