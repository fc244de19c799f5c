/** The logo as a file of the ceremony, and what paper needs of it. */
import { MOST_LOGO_BYTES } from '../../shared/contract/appearance.ts'
import type { Logo } from '../../shared/domain/evening/appearance.ts'
import { MappeError } from '../../shared/errors.ts'
import type { CoreParts } from '../core-parts.ts'
import type { Letterhead } from '../documents/typesetting/letterhead.ts'
import { readPng } from './png.ts'

/** @throws MappeError FILE_TOO_LARGE { megabytes }, LOGO_UNREADABLE for anything but a whole PNG as our pages write it. */
export async function keepLogo({ blobs }: CoreParts, bytes: Uint8Array): Promise<Logo> {
  if (bytes.length > MOST_LOGO_BYTES)
    throw new MappeError('FILE_TOO_LARGE', { reason: 'logo', megabytes: MOST_LOGO_BYTES / 1024 / 1024 })
  const picture = readPng(bytes)
  if (!picture) throw new MappeError('LOGO_UNREADABLE')
  const { width, height } = picture
  return { sha256: await blobs.putBlob(bytes), width, height }
}

/** Nothing but a picture kept before may be shown to everybody. @throws MappeError LOGO_UNREADABLE, BLOB_MISSING */
export async function requireLogo({ blobs }: CoreParts, logo: Logo | null): Promise<void> {
  if (logo && !readPng(await blobs.getBlob(logo.sha256))) throw new MappeError('LOGO_UNREADABLE')
}

/** @throws MappeError NOT_FOUND { what: 'logo' }, BLOB_MISSING */
export async function shownLogo({ handler, blobs }: CoreParts): Promise<Uint8Array> {
  const { logo } = handler.state.appearance
  if (!logo) throw new MappeError('NOT_FOUND', { what: 'logo' })
  return blobs.getBlob(logo.sha256)
}

/** What stands at the head of our papers; null where nothing was chosen. A lost logo stops no paper and no seal. */
export async function letterheadOf(parts: CoreParts): Promise<Letterhead | null> {
  const { house, logo } = parts.handler.state.appearance
  if (house === '' && !logo) return null
  if (!logo) return { house, logo: null }
  try {
    return { house, logo: readPng(await shownLogo(parts)) }
  } catch (error) {
    parts.options.log('logo-not-read', { error })
    return { house, logo: null }
  }
}
