/** Turning a pairing code into a token, and going where it leads. */
import { computed, ref } from 'vue'
import { useRouter } from 'vue-router'
import { keepToken } from '../connection/tokens.ts'
import { useAction } from '../use-action.ts'
import type { Host } from '../client.ts'
import { CODE_LENGTH, codeInHash, digitsOf, secretInHash } from './join-code.ts'

export function useJoin(host: Host) {
  const router = useRouter()
  const code = ref(codeInHash(location.hash))
  const secret = secretInHash(location.hash)
  const { isRunning, error, run } = useAction()

  const isComplete = computed(() => digitsOf(code.value).length === CODE_LENGTH)

  async function join(): Promise<void> {
    if (isComplete.value) await redeem(digitsOf(code.value))
  }

  async function redeem(given: string): Promise<void> {
    await run(async () => {
      const { role, token } = await host.call.stations.redeem({ code: given })
      keepToken(role, token)
      await router.replace(`/${role}`)
    })
  }

  // The code is good once: it must not stay in the address bar or the history.
  if (location.hash) history.replaceState(history.state, '', location.pathname)
  if (secret !== '') void redeem(secret)
  else void join()

  return { code, isComplete, isRunning, error, join }
}
