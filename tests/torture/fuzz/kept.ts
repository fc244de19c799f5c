/** Cases that were once taken wrongly, by what they are tried on. They are tried again in every run. */
import type { Kept } from './report.ts'

export const LISTS_KEPT: Readonly<Record<string, readonly Kept[]>> = {}
export const PDFS_KEPT: Readonly<Record<string, readonly Kept[]>> = {}
export const PAIRING_KEPT: readonly Kept[] = []
export const CONTRACT_KEPT: readonly number[] = []
