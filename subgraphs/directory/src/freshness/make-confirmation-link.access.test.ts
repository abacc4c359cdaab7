import { roleHolds, signInRoles, type Role } from '@throughcare/kit/roles'
import { openConfirmedDirectory, type ConfirmedDirectory } from '@throughcare/test/support/confirmation-links'
import { persona } from '@throughcare/test/support/personas'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const roles: Role[] = ['public', ...signInRoles]

let directory: ConfirmedDirectory
beforeAll(async () => void (directory = await openConfirmedDirectory(loadReferenceData)))
afterAll(() => directory.close())

test.each(roles)('only an editor makes a link: %s', async (role) => {
  const { errors } = await directory.makeLink({ ...persona('directory-editor'), role })

  expect(errors.map(({ code }) => code)).toEqual(roleHolds(role, [['directory:write']]) ? [] : ['FORBIDDEN'])
})
