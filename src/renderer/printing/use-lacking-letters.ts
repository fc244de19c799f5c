/** Which letters that are being typed no paper can show: said where they are entered, not when the paper lies there. */
import { computed, shallowReactive, watch } from 'vue'
import { useHost } from '../use-host.ts'

/** Every European language that is written in Latin letters; nothing else need be asked for. */
const PLAIN = /[\s\u0020-\u024f\u2010-\u203a\u20ac]/u

/** The letters of a text that may be lacking, each once, composed as they are printed. */
export const uncommonLetters = (text: string): string[] => [
  ...new Set([...text.normalize('NFC')].filter((letter) => !PLAIN.test(letter))),
]

export function useLackingLetters(text: () => string) {
  const { call } = useHost()
  /** Whether a letter is lacking, as far as the host has been asked. */
  const known = shallowReactive(new Map<string, boolean>())
  const uncommon = computed(() => uncommonLetters(text()))

  async function ask(letters: readonly string[]): Promise<void> {
    const { letters: lacking } = await call.printing.lettersLacking({ text: letters.join(' ') })
    for (const letter of letters) known.set(letter, lacking.includes(letter))
  }

  watch(
    uncommon,
    (letters) => {
      const unknown = letters.filter((letter) => !known.has(letter))
      // only a hint: without an answer the paper itself will tell
      if (unknown.length > 0) void ask(unknown).catch(() => {})
    },
    { immediate: true },
  )
  return computed(() => uncommon.value.filter((letter) => known.get(letter) === true))
}
