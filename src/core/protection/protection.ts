/** Protection of an open folder: switching it on, once the recovery key was shown, and changing what opens it. */
import type { ProtectionStatus } from '../../shared/contract/protection.ts'
import { MappeError } from '../../shared/errors.ts'
import type { Backup } from '../backup/backup.ts'
import type { CommandHandler } from '../command-handler.ts'
import type { DataFolder } from '../folder/data-folder.ts'
import { newDataKey, type DataKey } from './data-key.ts'
import {
  isWrappedBy,
  newRecord,
  readRecord,
  unwrap,
  withSecret,
  withSystem,
  writeRecord,
  type KeyRecord,
  type Secret,
  type SystemProtection,
} from './key-record.ts'
import { finishSwitchingOn } from './opening.ts'
import { newRecoveryKey, readRecoveryKey } from './recovery-key.ts'
import type { Report } from '../work.ts'

type ProtectionParts = {
  folder: DataFolder
  handler: CommandHandler
  backup: Pick<Backup, 'readAgain'>
  system: SystemProtection | null
}

export type Protection = {
  status: () => Promise<Omit<ProtectionStatus, 'isUnderWay'>>
  /** A fresh recovery key, to be printed; it opens nothing until it is handed back with `switchOn` or `renewRecoveryKey`. */
  proposeRecoveryKey: () => string
  /**
   * Protects the folder; where that was interrupted by a fault of the disk, goes on. A passphrase may only be left out where the operating
   * system keeps the key. NOT_ALLOWED_NOW { reason: 'recovery-key-not-shown' | 'passphrase-missing' | 'protected' }
   * It cannot be called off: the journal is sealed first, there is no way back to clear, and what was left half sealed would only have to
   * be gone on with at the next opening.
   */
  switchOn: (chosen: { recoveryKey: string; secrets: Secret[] }, report?: Report) => Promise<void>
  /** Puts a secret in place of the earlier one of its kind; NOT_ALLOWED_NOW { reason: 'not-protected' }. */
  changeSecret: (secret: Secret) => Promise<void>
  renewRecoveryKey: (recoveryKey: string) => Promise<void>
  /** The key that was proposed last; NOT_ALLOWED_NOW { reason: 'recovery-key-not-shown' } for another one. */
  requireProposed: (recoveryKey: string) => string
  /** Whether it is this folder's recovery key. */
  isRecoveryKey: (typed: string) => Promise<boolean>
}

export function createProtection({ folder, handler, backup, system }: ProtectionParts): Protection {
  let proposed: string | null = null

  const recordOf = async (): Promise<{ record: KeyRecord; key: DataKey }> => {
    const record = await readRecord(folder.keys)
    const { key } = folder.files
    if (!record || !key) throw notAllowed('not-protected')
    return { record, key }
  }

  function requireProposed(typed: string): string {
    const { key } = readRecoveryKey(typed)
    if (key === null || key !== proposed) throw notAllowed('recovery-key-not-shown')
    return key
  }

  async function newlyWrapped(key: DataKey, secrets: Secret[]): Promise<KeyRecord> {
    let record = newRecord(key)
    for (const secret of secrets) record = await withSecret(record, key, secret)
    return system ? withSystem(record, key, system) : record
  }

  async function begin(recoveryKey: string, secrets: Secret[], report: Report): Promise<void> {
    const shown = requireProposed(recoveryKey)
    const key = newDataKey()
    const record = await newlyWrapped(key, [{ by: 'recovery-key', key: shown }, ...secrets])
    if (secrets.length === 0 && !isWrappedBy(record, 'system')) throw notAllowed('passphrase-missing')
    await sealAll(key, record, report, async () => {
      await writeRecord(folder.keys, record)
      folder.files.key = key
    })
    proposed = null
  }

  async function goOn(report: Report): Promise<void> {
    const { record, key } = await recordOf()
    await sealAll(key, record, report)
  }

  /** The rest of the way, once all is sealed, is reading the journal again. */
  async function sealAll(key: DataKey, record: KeyRecord, report: Report, before = async () => {}) {
    let sealed = 0
    const work = async () => {
      await before()
      await finishSwitchingOn(folder, key, record, async (done) => report((sealed = done)))
    }
    await handler.replaceLedger(work, (done) => report(sealed + done * (1 - sealed)))
    report(1)
  }

  return {
    async status() {
      const record = folder.files.key && (await readRecord(folder.keys))
      return {
        isOn: folder.files.key !== null,
        isUnfinished: folder.files.mayBePlain,
        hasPassphrase: record !== null && isWrappedBy(record, 'passphrase'),
        hasKeyFile: record !== null && isWrappedBy(record, 'key-file'),
        opensByItself: record !== null && system !== null && isWrappedBy(record, 'system'),
        canOpenByItself: system !== null,
      }
    },
    proposeRecoveryKey: () => (proposed = newRecoveryKey()),
    requireProposed,
    async switchOn({ recoveryKey, secrets }, report = () => {}) {
      if (folder.files.key && !folder.files.mayBePlain) throw notAllowed('protected')
      await (folder.files.key ? goOn(report) : begin(recoveryKey, secrets, report))
      await backup.readAgain()
    },
    async changeSecret(secret) {
      const { record, key } = await recordOf()
      await writeRecord(folder.keys, await withSecret(record, key, secret))
    },
    async renewRecoveryKey(recoveryKey) {
      const { record, key } = await recordOf()
      const shown = requireProposed(recoveryKey)
      await writeRecord(folder.keys, await withSecret(record, key, { by: 'recovery-key', key: shown }))
      proposed = null
    },
    async isRecoveryKey(typed) {
      const { record } = await recordOf()
      return unwrap(record, { by: 'recovery-key', key: typed }).then(
        () => true,
        () => false,
      )
    },
  }
}

const notAllowed = (reason: string) => new MappeError('NOT_ALLOWED_NOW', { reason })
