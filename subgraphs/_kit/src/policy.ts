import {
  getNamedType,
  GraphQLObjectType,
  isAbstractType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema
} from 'graphql'
import { readFileSync } from 'node:fs'
import { refuse } from './errors.ts'
import { roleHolds, type Role } from './roles.ts'

/**
 * Who may ask for each field, generated from the SDL at composition: alternatives of scopes, or 'key' for a field that
 * only the gateway's own plans may carry between rooms.
 */
export type Policy = Record<string, 'key' | string[][]>

/** Reads the generated table; without it nothing starts. */
export function readPolicy(): Policy {
  return JSON.parse(readFileSync(new URL('../../../schema/generated/policy.json', import.meta.url), 'utf8')) as Policy
}

/** May this role read the field? A field the table does not know is nobody's. */
export function mayRead(policy: Policy, role: Role, coordinate: string): boolean {
  const rule = policy[coordinate]
  return rule !== undefined && rule !== 'key' && roleHolds(role, rule)
}

/** Refuses a document that asks for a field its caller's role may not read. Keys pass: plans carry them. */
export function checkDocument({ policy, schema }: { policy: Policy; schema: GraphQLSchema }, document: DocumentNode, role: Role): void {
  const types = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType()
        if (parent === null || parent === undefined) return refuse('BAD_USER_INPUT', 'This room does not have a field that was asked for.')
        if (node.name.value.startsWith('_')) return undefined
        for (const type of concreteTypes(schema, parent)) {
          const coordinate = `${type.name}.${node.name.value}`
          if (policy[coordinate] !== 'key' && !mayRead(policy, role, coordinate)) refuse('FORBIDDEN', `Your role, ${role}, may not read ${coordinate}.`)
        }
        return undefined
      }
    })
  )
}

function concreteTypes(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLObjectType[] {
  const named = getNamedType(type)
  if (named instanceof GraphQLObjectType) return [named]
  return isAbstractType(named) ? schema.getPossibleTypes(named) : []
}
