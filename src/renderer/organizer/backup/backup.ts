/** What the backup's state means in words: pure, so that every case can be tested. */
import type { BackupStatus } from '../../../shared/contract/backup.ts'
import type { BadgeTone } from '../../components/StatusBadge.vue'

/** A key under `backup.mark`, the number for its plural, and a time for those that name one. */
export type BackupWord = { key: string; tone: BadgeTone; count: number; at: string | null; host: string }

/** Older than this without a fault means that nothing was heard of the host. */
const FRESH_SECONDS = 60

/** `sinceHeardMs`: how long ago the host gave this status. */
export function wordOn(status: BackupStatus, sinceHeardMs: number): BackupWord {
  const { superseded, place, failingSince, lastAt } = status
  if (superseded) return word('superseded', 'danger', { at: superseded.at, host: superseded.host })
  if (place === null) return word('none', 'warning')
  if (failingSince !== null) return word('failing', 'danger', { at: failingSince })
  if (lastAt === null) return word('beginning', 'info')
  const seconds = Math.max(0, Math.floor((Date.parse(status.now) - Date.parse(lastAt) + sinceHeardMs) / 1000))
  if (seconds < FRESH_SECONDS) return word('seconds', 'success', { count: seconds })
  return word('minutes', 'warning', { count: Math.floor(seconds / 60) })
}

const word = (
  key: string,
  tone: BadgeTone,
  { count = 0, at = null, host = '' }: { count?: number; at?: string | null; host?: string } = {},
): BackupWord => ({ key, tone, count, at, host })
