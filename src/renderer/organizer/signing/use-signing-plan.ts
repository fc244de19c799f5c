/** Changes how the signing runs; each change is told to the host at once. */
import { computed, ref } from 'vue'
import type { StationId } from '../../../shared/domain/ids.ts'
import { signingSteps } from '../../../shared/domain/signing/signing-plan.ts'
import type { SigningGroup, SigningPlan } from '../../../shared/domain/signing/signing-plan.ts'
import type { State } from '../../../shared/domain/state.ts'
import { command } from '../../client.ts'
import type { Host } from '../../client.ts'
import { useAction } from '../../use-action.ts'

export function useSigningPlan({ call }: Host, state: () => State) {
  const { isRunning, error, run, clear } = useAction()
  const isEditing = ref(false)
  const plan = computed(() => state().signingPlan)

  const save = (change: Partial<SigningPlan>) =>
    run(() => command((commandId) => call.signing.plan({ ...plan.value, ...change, commandId })))

  function edit(): void {
    clear()
    isEditing.value = true
  }

  async function group(groups: SigningGroup[]): Promise<void> {
    if (await save({ groups })) isEditing.value = false
  }

  function rest(stationId: StationId, isResting: boolean): void {
    const others = plan.value.resting.filter((id) => id !== stationId)
    void save({ resting: isResting ? [...others, stationId] : others })
  }

  return {
    plan,
    steps: computed(() => signingSteps(state())),
    isEditing,
    isRunning,
    error,
    edit,
    group,
    rest,
    callByItself: (callsByItself: boolean) => void save({ callsByItself }),
  }
}
