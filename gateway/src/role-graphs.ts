import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils'
import type { GraphQLSchema } from 'graphql'
import { mayRead, type Policy } from '@throughcare/kit/policy'
import type { Role } from '@throughcare/kit/roles'

/**
 * The graph as a role has it: fields it may not read are not there, nor types reachable only through them. Validation, suggestions and
 * introspection all work on this, so a role can neither ask for nor learn of anything else.
 */
export function graphOfRole(api: GraphQLSchema, policy: Policy, role: Role): GraphQLSchema {
  const cut = mapSchema(api, {
    [MapperKind.OBJECT_FIELD]: (_config, fieldName, typeName) => (mayRead(policy, role, `${typeName}.${fieldName}`) ? undefined : null)
  })
  return pruneSchema(cut)
}
