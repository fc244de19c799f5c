import { createHash } from 'node:crypto'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openBlobs } from '../../../../src/core/folder/blobs.ts'
import { plainFiles } from '../../../../src/core/folder/folder-files.ts'
import { sha256Schema } from '../../../../src/shared/domain/ids.ts'
import { faultyDisk } from '../../../fixtures/faulty-disk.ts'
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts'

const agreement = Buffer.from('%PDF-1.7 Kooperationsvereinbarung')
const sha256 = sha256Schema.parse(createHash('sha256').update(agreement).digest('hex'))

describe('the stored files', () => {
  it('are found again by their SHA-256', async () => {
    const blobs = await openBlobs(join(await temporaryFolder(), 'blobs'))
    expect(await blobs.putBlob(agreement)).toBe(sha256)
    expect(await blobs.getBlob(sha256)).toEqual(agreement)
    expect([await blobs.hasBlob(sha256), await blobs.listBlobs()]).toEqual([true, [sha256]])
  })

  it('are kept once, however often they are put, also at the same time', async () => {
    const folder = await temporaryFolder()
    const blobs = await openBlobs(folder)
    await Promise.all([blobs.putBlob(agreement), blobs.putBlob(agreement), blobs.putBlob(agreement)])
    expect(await readdir(folder)).toEqual([sha256])
  })

  it('may be empty', async () => {
    const blobs = await openBlobs(await temporaryFolder())
    expect(await blobs.getBlob(await blobs.putBlob(new Uint8Array()))).toHaveLength(0)
  })

  it('are missed by name when absent', async () => {
    const blobs = await openBlobs(await temporaryFolder())
    await expect(blobs.getBlob(sha256)).rejects.toMatchObject({
      code: 'BLOB_MISSING',
      data: { sha256, reason: 'absent' },
    })
    expect(await blobs.hasBlob(sha256)).toBe(false)
  })

  it('are not handed out when changed, and mended by putting the true bytes again', async () => {
    const folder = await temporaryFolder()
    const blobs = await openBlobs(folder)
    await blobs.putBlob(agreement)
    await writeFile(join(folder, sha256), '%PDF-1.7 something else')
    await expect(blobs.getBlob(sha256)).rejects.toMatchObject({
      code: 'BLOB_MISSING',
      data: { reason: 'changed' },
    })
    await blobs.putBlob(agreement)
    expect(await blobs.getBlob(sha256)).toEqual(agreement)
  })

  it('cannot be asked for anything outside their folder', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'secret'), 'key')
    const blobs = await openBlobs(join(folder, 'blobs'))
    await expect(blobs.getBlob('../secret' as typeof sha256)).rejects.toMatchObject({
      code: 'BLOB_MISSING',
      data: { reason: 'absent' },
    })
    await blobs.deleteBlob('../secret' as typeof sha256)
    expect(await readdir(folder)).toContain('secret')
  })

  it('are gone when deleted, and deleting twice is no error', async () => {
    const blobs = await openBlobs(await temporaryFolder())
    await blobs.putBlob(agreement)
    await blobs.deleteBlob(sha256)
    await blobs.deleteBlob(sha256)
    expect(await blobs.listBlobs()).toEqual([])
  })

  it.each(['write', 'sync'] as const)('leave nothing half written when a %s fails', async (operation) => {
    const folder = await temporaryFolder()
    const blobs = await openBlobs(
      folder,
      plainFiles(faultyDisk({ operation, at: 1, code: 'ENOSPC' }).openFile),
    )
    await expect(blobs.putBlob(agreement)).rejects.toMatchObject({ code: 'DISK_FULL' })
    expect(await readdir(folder)).toEqual([])
    expect(await blobs.putBlob(agreement)).toBe(sha256)
  })
})
