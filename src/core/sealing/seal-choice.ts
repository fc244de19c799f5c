/** With which key this ceremony is sealed, and whether a timestamp service is asked. Only the choice is kept on disk, never a key or password. */
import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { sealKeySchema, timestampServerSchema } from '../../shared/contract/seal-key.ts'
import type { SealKeyView } from '../../shared/contract/seal-key.ts'
import { MappeError } from '../../shared/errors.ts'
import { holderOf } from '../agreement/seal/key-certificate.ts'
import { openPkcs12 } from '../agreement/seal/pkcs12.ts'
import { openSealKey, readKey } from '../agreement/seal/seal-key.ts'
import type { SealKey } from '../agreement/seal/seal-key.ts'
import type { SealOwner } from '../agreement/seal/make-seal-key.ts'
import { errnoOf, toDiskFault } from '../folder/disk-fault.ts'
import { plainFiles, type FileAccess } from '../folder/folder-files.ts'

export type SealChoice = {
  view: () => Promise<SealKeyView>
  /** Throws KEY_PASSWORD_WRONG and KEY_UNREADABLE; the choice before stays then. */
  useOrganisationKey: (file: Uint8Array, password: string) => Promise<void>
  useOwnKey: () => Promise<void>
  /** Null for none. */
  setTimestampServer: (url: string | null) => Promise<void>
  /** The chosen key; the own one is made when there is none. Throws NOT_ALLOWED_NOW `seal-key-missing` where the organisation's has to be chosen again. */
  key: (owner: SealOwner) => Promise<SealKey>
  timestampServer: () => string | null
}

/** What anybody may know of a certificate. */
const certificateSchema = sealKeySchema
  .pick({ warnings: true })
  .extend({ subject: z.string(), issuer: z.string(), notAfter: z.string(), fingerprint: z.string() })
type CertificateFacts = z.infer<typeof certificateSchema>

const keptSchema = z.object({
  organisationKey: certificateSchema.nullable(),
  timestampServer: timestampServerSchema.nullable(),
})
type Kept = z.infer<typeof keptSchema>

const FILE = 'seal-choice.json'
const NOTHING_CHOSEN: Kept = { organisationKey: null, timestampServer: null }
const NO_CERTIFICATE = { subject: null, issuer: null, notAfter: null, fingerprint: null, warnings: [] }

/** Opens the choice kept in the folder of keys. */
export async function openSealChoice(
  folder: string,
  now: () => Date,
  files: FileAccess = plainFiles(),
): Promise<SealChoice> {
  const file = join(folder, FILE)
  let kept = await readKept(file, files)
  let organisationKey: SealKey | null = null

  async function keep(next: Kept): Promise<void> {
    await files.write(file, Buffer.from(JSON.stringify(next)))
    kept = next
  }

  return {
    view: async () => ({
      kind: kept.organisationKey ? 'organisation' : 'own',
      isAtHand: !kept.organisationKey || organisationKey !== null,
      ...(kept.organisationKey ?? (await ownFacts(folder, files))),
      timestampServer: kept.timestampServer,
    }),
    useOrganisationKey: async (bytes, password) => {
      const { key, warnings } = await openPkcs12(bytes, password, now())
      await keep({ ...kept, organisationKey: { ...factsOf(key), warnings } })
      organisationKey = key
    },
    useOwnKey: async () => {
      await keep({ ...kept, organisationKey: null })
      organisationKey = null
    },
    setTimestampServer: (timestampServer) => keep({ ...kept, timestampServer }),
    key: async (owner) => {
      if (!kept.organisationKey) return openSealKey(folder, owner, now(), files)
      if (!organisationKey) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'seal-key-missing' })
      return organisationKey
    },
    timestampServer: () => kept.timestampServer,
  }
}

async function ownFacts(folder: string, files: FileAccess) {
  const key = await readKey(folder, files)
  return key ? { ...factsOf(key), warnings: [] } : NO_CERTIFICATE
}

function factsOf({ certificate, fingerprint }: SealKey): Omit<CertificateFacts, 'warnings'> {
  const { subject, issuer, validToDate } = new X509Certificate(certificate)
  return {
    subject: holderOf(subject),
    issuer: holderOf(issuer),
    notAfter: validToDate.toISOString(),
    fingerprint,
  }
}

/** A file changed by hand into nonsense chooses nothing, and the page says so; the evening must be able to begin. */
async function readKept(file: string, files: FileAccess): Promise<Kept> {
  try {
    return keptSchema.catch(NOTHING_CHOSEN).parse(JSON.parse((await files.read(file)).toString('utf8')))
  } catch (error) {
    if (error instanceof SyntaxError || errnoOf(error) === 'ENOENT') return NOTHING_CHOSEN
    throw toDiskFault(error)
  }
}
