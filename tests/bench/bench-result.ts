/** What a benchmark reports: measured rows, and the goals they are held against. */
export type BenchRow = { what: string; median: number; p95?: number; unit: 'ms' | '/s' | 'x' | 'MB' | '%' }
/** `met`: null where it could not be measured; `measured` says why. */
export type BenchGoal = { what: string; limit: string; measured: string; met: boolean | null }
export type BenchResult = { name: string; rows: BenchRow[]; goals: BenchGoal[] }
