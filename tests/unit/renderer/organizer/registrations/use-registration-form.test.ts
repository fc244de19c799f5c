import { createPinia, setActivePinia } from 'pinia'
import { describe, expect, it, onTestFinished } from 'vitest'
import { effectScope } from 'vue'
import { hostOver } from '../../../../../src/renderer/client.ts'
import { keepConnection } from '../../../../../src/renderer/connection/connection.ts'
import type { Connection } from '../../../../../src/renderer/connection/connection.ts'
import { TIMING } from '../../../../../src/renderer/connection/timing.ts'
import { dialSocket } from '../../../../../src/renderer/connection/wire.ts'
import { useRegistrationForm } from '../../../../../src/renderer/organizer/registrations/use-registration-form.ts'
import type { Core } from '../../../../../src/core/core.ts'
import { fullName } from '../../../../../src/shared/domain/registry/registry.ts'
import { MappeError } from '../../../../../src/shared/errors.ts'
import { pairedStation, runningCore, runningServer } from '../../../../fixtures/running-core.ts'

/** The form of an organizer in a browser, on a wire that can lose the host's answers. */
async function openForm() {
  setActivePinia(createPinia())
  const core = await runningCore()
  const server = await runningServer(core)
  const { token } = await pairedStation(core, 'organizer')
  const wire = { losesAnswers: false }
  const url = `ws://127.0.0.1:${server.port}/rpc`
  const connection = losing(
    keepConnection(() => dialSocket(url, { token }), TIMING),
    wire,
  )
  const host = hostOver(connection)
  const scope = effectScope()
  onTestFinished(() => {
    scope.stop()
    host.close()
  })
  const state = () => core.parts.handler.state
  const form = scope.run(() => useRegistrationForm(host, state, () => Promise.resolve()))!
  return { form, wire, state, guests: () => guestsOf(core) }
}

/** What is asked reaches the host, but its answer does not come back. */
const losing = (connection: Connection, wire: { losesAnswers: boolean }): Connection => ({
  ...connection,
  link: {
    call: async (...request) => {
      const answer = await connection.link.call(...request)
      if (wire.losesAnswers) throw new MappeError('TIMED_OUT')
      return answer
    },
  },
})

const guestsOf = (core: Core) => Object.values(core.parts.handler.state.attendees).map(fullName).toSorted()

describe('taking a registration at the telephone', () => {
  it('makes one guest of two Enters when the first answer got lost', async () => {
    const { form, wire, guests } = await openForm()
    form.form.value.name = 'Ayşe Öztürk'
    form.form.value.organisation = 'Firma Neu'
    wire.losesAnswers = true
    await form.submit()
    expect(form.error.value?.code).toBe('TIMED_OUT')
    expect(form.form.value.name).toBe('Ayşe Öztürk')
    wire.losesAnswers = false
    await form.submit()
    expect(form.outcome.value).toMatchObject({ name: 'Ayşe Öztürk', answer: 'accepted' })
    expect(guests()).toEqual(['Ayşe Öztürk'])
  })

  it('makes one guest of two Enters in a row', async () => {
    const { form, guests } = await openForm()
    form.form.value.name = 'Ayşe Öztürk'
    await Promise.all([form.submit(), form.submit()])
    await form.submit()
    expect(guests()).toEqual(['Ayşe Öztürk'])
  })

  it('takes another name after a lost answer for another guest', async () => {
    const { form, wire, guests } = await openForm()
    form.form.value.name = 'Ayşe Öztürk'
    wire.losesAnswers = true
    await form.submit()
    wire.losesAnswers = false
    form.form.value.name = 'Hans Messner'
    await form.submit()
    expect(guests()).toEqual(['Ayşe Öztürk', 'Hans Messner'])
    expect(form.outcome.value?.name).toBe('Hans Messner')
  })

  it('begins for a known guest with the companions that were announced', async () => {
    const { form, state } = await openForm()
    form.form.value = { ...form.form.value, name: 'Ayşe Öztürk', companions: 2 }
    await form.submit()
    const { id } = form.outcome.value!
    form.choose(id)
    expect(form.form.value.companions).toBe(2)
    await form.submit()
    expect(state().registrations[id]).toMatchObject({ answer: 'accepted', companions: 2 })
  })

  it('keeps for the register what a known guest says about how to be reached', async () => {
    const { form, state, guests } = await openForm()
    form.form.value.name = 'Ayşe Öztürk'
    await form.submit()
    const { id } = form.outcome.value!
    form.choose(id)
    form.form.value.email = ' ayse@example.org '
    form.form.value.companions = 2
    await form.submit()
    expect(state().attendees[id]).toMatchObject({ email: 'ayse@example.org' })
    expect(state().registrations[id]).toMatchObject({ answer: 'accepted', companions: 2 })
    expect(guests()).toEqual(['Ayşe Öztürk'])
  })

  it('takes the way back to the telephone after a pasted e-mail', async () => {
    const { form, state, guests } = await openForm()
    form.takeEmail('Gern!\nViele Grüße\nSabine Großmann')
    expect(form.channel.value).toBe('email')
    await form.submit()
    const [sabine] = Object.values(state().registrations)
    expect([guests(), sabine?.channel]).toEqual([['Sabine Großmann'], 'email'])
    expect(form.channel.value).toBe('telephone')
  })
})
