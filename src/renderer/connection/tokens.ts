/** The tokens of this browser, one per role: whoever opens a role's path is who its token says. */
import type { Role } from '../../shared/domain/station.ts'

const ROLES: readonly Role[] = ['organizer', 'reception', 'signing', 'display']
const keyOf = (role: Role) => `mappe.token.${role}`

export const readToken = (role: Role): string | null => localStorage.getItem(keyOf(role))
export const keepToken = (role: Role, token: string): void => localStorage.setItem(keyOf(role), token)
export const forgetToken = (role: Role): void => localStorage.removeItem(keyOf(role))

/** The roles this browser is paired for. */
export const pairedRoles = (): Role[] => ROLES.filter((role) => readToken(role) !== null)
