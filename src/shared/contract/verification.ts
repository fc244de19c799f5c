/** What the verifier says of a PDF: its seals, its revisions, and whether this ceremony knows it. */
import { z } from 'zod'
import { sha256Schema } from '../domain/ids.ts'
import { protocolReadingSchema, signatoryEntrySchema } from '../sealed-protocol.ts'

const sealSchema = z.object({
  intact: z.boolean(),
  wholeFile: z.boolean(),
  /** From the beginning of the file. */
  coveredBytes: z.int(),
  signerName: z.string(),
  organisation: z.string(),
  certificateFingerprint: z.string(),
  /** The certificate is the one this host seals with. */
  isOwnKey: z.boolean(),
  /** As the sealing computer's clock said. */
  sealedAt: z.string().nullable(),
  reason: z.string(),
  timestamp: z.object({ at: z.string().nullable(), authority: z.string(), intact: z.boolean() }).nullable(),
})

export const verificationSchema = z.object({
  fileName: z.string(),
  sha256: sha256Schema,
  bytes: z.int(),
  verdict: z.enum(['good', 'no-seal', 'broken', 'unclear', 'added-to']),
  seals: z.array(sealSchema),
  /** In order; `end` counts bytes from the beginning of the file. */
  revisions: z.array(z.object({ end: z.int(), kind: z.enum(['unsealed', 'sealed', 'added']) })),
  /** The file as it was before it was first sealed; of a file without a seal only what this ceremony knows. */
  original: z
    .object({
      bytes: z.int(),
      sha256: sha256Schema,
      isThisAgreement: z.boolean(),
      /** Which accession of this ceremony it is; null for anything else. */
      accession: z.int().nullable(),
    })
    .nullable(),
  /** What the file itself states under its seal. */
  protocol: protocolReadingSchema,
  /** Only where this ceremony sealed this very file: from its journal. `agrees` is null where the file states nothing. */
  recorded: z
    .object({ at: z.string(), signatories: z.array(signatoryEntrySchema), agrees: z.boolean().nullable() })
    .nullable(),
})

export type Verification = z.infer<typeof verificationSchema>
