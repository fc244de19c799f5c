/** What is wrong with a field of our own making: told at the field once it was left or its form was sent, and never in the browser's words. */
import { computed, ref, watchEffect } from 'vue'

/** `input` is the one to go to; `fault` is '' while nothing is wrong. A form with a fault in it is not sent. */
export function useToldFault(input: () => HTMLInputElement | null | undefined, fault: () => string) {
  const isTold = ref(false)
  watchEffect(() => input()?.setCustomValidity(fault()), { flush: 'post' })

  /** On the form being refused: said here instead of in a bubble, and gone to where it is the first that is wrong. */
  function refused(event: Event): void {
    event.preventDefault()
    isTold.value = true
    const first = input()?.form?.querySelector('input:invalid, select:invalid, textarea:invalid')
    if (first === input()) input()?.focus()
  }

  return {
    said: computed(() => (isTold.value ? fault() : '')),
    tell: (isNow: boolean) => void (isTold.value = isNow),
    refused,
  }
}
