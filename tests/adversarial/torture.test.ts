/** The short form of `npm run torture`: an evening whose host is killed, whose disk fails, whose journal is changed. */
import { newDataKey } from '../../src/core/protection/data-key.ts'
import { describe, expect, it } from 'vitest'
import { failDisks } from '../torture/faults.ts'
import { killHosts } from '../torture/kills.ts'
import { mutateJournals } from '../torture/mutations.ts'
import { killRehearsals } from '../torture/rehearsals.ts'

/** Days since the beginning of time: another evening every day, the same one all day. */
const SEED = Number(process.env['TORTURE_SEED'] ?? Math.floor(Date.now() / 86_400_000))

describe(`an evening by chance (TORTURE_SEED=${SEED})`, () => {
  it('loses nothing acknowledged when its host is killed 25 times', { timeout: 400_000 }, async () => {
    const report = await killHosts(25, SEED)
    expect(report).toMatchObject({ kills: 25, lost: [], doubled: [], damaged: [], missingFiles: [] })
    expect(report.acknowledged).toBeGreaterThan(0)
    expect(report.protected).toBeGreaterThan(5)
  })

  it(
    'is as it was, and nothing of the play is left, when its host is killed in a rehearsal',
    { timeout: 200_000 },
    async () => {
      const report = await killRehearsals(4, SEED)
      expect(report).toMatchObject({
        kills: 4,
        lost: [],
        doubled: [],
        damaged: [],
        missingFiles: [],
        leaked: [],
      })
      expect(report.acknowledged).toBeGreaterThan(0)
      expect(report.copies).toBeGreaterThan(0)
    },
  )

  it('loses nothing when the disk fails, and says why it refuses', { timeout: 400_000 }, async () => {
    const report = await failDisks({ step: 29, first: 1 + (SEED % 29) })
    expect(report).toMatchObject({ lost: [], doubled: [], damaged: [], unclear: [] })
    expect(report.faults).toBeGreaterThan(3)
    expect(report.refused).toBeGreaterThan(0)
  })

  it.each([
    ['in clear', null],
    ['encrypted', newDataKey()],
  ])('notices a thousand changes of its journal %s, each with the entry or the end', async (_how, seal) => {
    const report = await mutateJournals(1000, SEED, seal)
    expect(report).toMatchObject({ mutations: 1000, unnoticed: [], misnamed: [] })
  })
})
