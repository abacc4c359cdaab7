import { roleHolds, signInRoles, type Role } from '@throughcare/kit/roles'
import { openConfirmedDirectory, type ConfirmedDirectory } from '@throughcare/test/support/confirmation-links'
import { persona } from '@throughcare/test/support/personas'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const confirm = 'mutation ($input: ConfirmServiceInput!) { confirmService(input: $input) { version } }'
const roles: Role[] = ['public', ...signInRoles]

let directory: ConfirmedDirectory
beforeAll(async () => void (directory = await openConfirmedDirectory(loadReferenceData)))
afterAll(() => directory.close())

test.each(roles)('whoever is signed in and holds the secret confirms by it: %s', async (role) => {
  const { secret } = (await directory.makeLink()).link
  const { errors } = await directory.ask({ ...persona('directory-editor'), role, subject: `someone-${role}` }, confirm, {
    input: { secret, idempotencyKey: crypto.randomUUID() }
  })

  expect(errors.map(({ code }) => code)).toEqual(roleHolds(role, [['signed-in']]) ? [] : ['FORBIDDEN'])
})
