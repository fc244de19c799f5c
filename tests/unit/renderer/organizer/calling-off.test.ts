import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { useAgreementFile } from '../../../../src/renderer/organizer/agreement/use-agreement-file.ts'
import { useVerification } from '../../../../src/renderer/organizer/verifier/use-verification.ts'
import { agreementPdf } from '../../../fixtures/agreements.ts'
import { portClient, runningCore } from '../../../fixtures/running-core.ts'

const pdf = async (name: string) =>
  new File([(await agreementPdf()).slice()], name, { type: 'application/pdf' })

/** What the pages call: a host behind a wire. */
async function host() {
  const core = await runningCore()
  return { call: portClient(core, core.hostCaller) }
}

beforeEach(() => setActivePinia(createPinia()))

describe('putting a PDF away while it is examined', () => {
  it('waits for nothing, complains of nothing, and leaves nothing on the page', async () => {
    const intake = useAgreementFile(await host())
    const examining = intake.choose(await pdf('falsche.pdf'))
    expect(intake.isRunning.value).toBe(true)
    intake.putAway()
    intake.putAway()
    await examining
    expect(intake.isRunning.value).toBe(false)
    expect(intake.file.value).toBeNull()
    expect(intake.inspection.value).toBeNull()
    expect(intake.error.value).toBeNull()
    expect(intake.locked.value).toBeNull()
  })

  it('lets the right one be examined at once', async () => {
    const intake = useAgreementFile(await host())
    const examining = intake.choose(await pdf('falsche.pdf'))
    intake.putAway()
    await examining
    await intake.choose(await pdf('richtige.pdf'))
    expect(intake.inspection.value).toMatchObject({ fileName: 'richtige.pdf', verdict: 'ready' })
  })

  it('is putting away, once it was examined', async () => {
    const intake = useAgreementFile(await host())
    await intake.choose(await pdf('falsche.pdf'))
    intake.putAway()
    expect(intake.file.value).toBeNull()
    expect(intake.ways.value).toEqual([])
  })
})

describe('calling off the verification of a file', () => {
  it('shows neither a verdict nor a fault, and the next file is verified', async () => {
    const { verification, isRunning, error, verify, callOff } = useVerification(await host())
    const verifying = verify(await pdf('falsche.pdf'))
    callOff()
    callOff()
    await verifying
    expect([isRunning.value, verification.value, error.value]).toEqual([false, null, null])
    await verify(await pdf('richtige.pdf'))
    expect(verification.value).toMatchObject({ fileName: 'richtige.pdf', verdict: 'no-seal' })
  })

  it('leaves the verdict that is there already', async () => {
    const { verification, error, verify, callOff } = useVerification(await host())
    await verify(await pdf('richtige.pdf'))
    callOff()
    expect(verification.value).toMatchObject({ verdict: 'no-seal' })
    expect(error.value).toBeNull()
  })
})
