/** The files that the ceremony rests on, by their checksum: what must be there for everything to be shown, sealed and archived. */
import { statesOf } from '../signing/accession.ts'
import type { Sha256 } from '../ids.ts'
import { scansOf } from '../signing/originals.ts'
import type { State } from '../state.ts'

export type KeptFileKind =
  'agreement' | 'source' | 'readable' | 'submitted' | 'sealed' | 'signature' | 'scan' | 'logo'

/** `document`: 0 is the agreement, then the accessions. `of`: whose signature, or which original was scanned; else ''. */
export type KeptFile = { sha256: Sha256; kind: KeptFileKind; document: number; of: string }

/** Every file that the state names, in the order of the documents. */
export const keptFiles = (state: State): KeptFile[] => [
  ...statesOf(state).flatMap((each, document) =>
    [...agreementFiles(each), ...signatures(each), ...scans(each)].map((file) => ({ ...file, document })),
  ),
  ...logoOf(state),
]

const logoOf = ({ appearance: { logo } }: State): KeptFile[] =>
  logo ? [{ sha256: logo.sha256, kind: 'logo', document: 0, of: '' }] : []

type OfDocument = Omit<KeptFile, 'document'>

function agreementFiles({ agreement }: State): OfDocument[] {
  if (!agreement) return []
  const { sha256, source, copyOf, seal } = agreement
  const named: [KeptFileKind, string | undefined][] = [
    ['agreement', sha256],
    ['source', source?.sha256],
    ['readable', source?.readAs],
    ['submitted', copyOf?.sha256],
    ['sealed', seal?.sha256],
  ]
  return named.flatMap(([kind, name]) => (name ? { sha256: name as Sha256, kind, of: '' } : []))
}

const signatures = ({ signing, partners }: State): OfDocument[] =>
  Object.entries(signing).flatMap(([id, turn]) =>
    turn.status === 'signed'
      ? { sha256: turn.signature.ink, kind: 'signature' as const, of: nameOf(partners, id) }
      : [],
  )

const nameOf = (partners: State['partners'], id: string): string =>
  Object.values(partners).find((partner) => partner.id === id)?.name ?? ''

const scans = (state: State): OfDocument[] =>
  Object.entries(scansOf(state)).map(([number, { sha256 }]) => ({
    sha256,
    kind: 'scan' as const,
    of: number,
  }))
