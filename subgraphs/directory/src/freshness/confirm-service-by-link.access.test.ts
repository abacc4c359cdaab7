import { signInRoles, type Role } from '@throughcare/kit/roles'
import { openConfirmedDirectory, type ConfirmedDirectory } from '@throughcare/test/support/confirmation-links'
import { persona } from '@throughcare/test/support/personas'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const confirm = 'mutation ($input: ConfirmServiceInput!) { confirmServiceByLink(input: $input) { version } }'
const roles: Role[] = ['public', ...signInRoles]

let directory: ConfirmedDirectory
beforeAll(async () => void (directory = await openConfirmedDirectory(loadReferenceData)))
afterAll(() => directory.close())

test.each(roles)('by the door’s page whoever holds the secret confirms, and nobody without it: %s', async (role) => {
  const { link } = await directory.makeLink()
  const caller = { ...persona('directory-editor'), role, subject: `someone-${role}` }
  const press = (secret: string) => directory.ask(caller, confirm, { input: { secret, idempotencyKey: crypto.randomUUID() } })

  const [wrong, right] = [await press('a'.repeat(43)), await press(link.secret)]

  expect([wrong.errors.map(({ code }) => code), right.errors]).toEqual([['BAD_USER_INPUT'], []])
})
