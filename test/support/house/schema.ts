import {
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType
} from 'graphql'

const typesOf = (schema: GraphQLSchema) => Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
const objectsOf = (schema: GraphQLSchema) => typesOf(schema).filter(isObjectType)

// Their names say all there is to say; any other argument is described where it stands, or named in the description of its field.
const plainArguments = new Set(['first', 'after', 'id', 'input', 'where', 'identityRecordId'])

/** The graph is its own manual: what has no description. The two root types have none: their fields do. */
export function descriptionFaults(schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType()]
  return typesOf(schema)
    .flatMap((type) => [...(roots.includes(type as GraphQLObjectType) ? [] : [{ name: type.name, description: type.description }]), ...partsOf(type)])
    .filter(({ description }) => !description?.trim())
    .map(({ name }) => `${name} has no description.`)
}

type Described = { name: string; description?: string | null }

function partsOf(type: GraphQLNamedType): Described[] {
  if (isEnumType(type)) return type.getValues().map(({ name, description }) => ({ name: `${type.name}.${name}`, description }))
  if (isInputObjectType(type)) return Object.values(type.getFields()).map(({ name, description }) => ({ name: `${type.name}.${name}`, description }))
  if (!isObjectType(type)) return []
  return Object.values(type.getFields()).flatMap(({ name, description, args }) => [
    { name: `${type.name}.${name}`, description },
    ...args
      .filter((argument) => !plainArguments.has(argument.name) && !new RegExp(`\\b${argument.name}\\b`).test(description ?? ''))
      .map((argument) => ({ name: `${type.name}.${name}(${argument.name})`, description: argument.description }))
  ])
}

const namedOf = (type: GraphQLType): string => (isListType(type) || isNonNullType(type) ? namedOf(type.ofType) : type.name)

/** No list without an end: every connection pages forwards, with a page size that stands when none is given. */
export function pageFaults(schema: GraphQLSchema): string[] {
  return fieldsOf(schema)
    .filter(({ field }) => namedOf(field.type).endsWith('Connection'))
    .filter(({ field }) => {
      const first = field.args.find(({ name }) => name === 'first')
      const size: unknown = first?.defaultValue
      return !(typeof size === 'number' && size >= 1 && size <= 100 && field.args.some(({ name }) => name === 'after'))
    })
    .map(({ coordinate }) => `${coordinate} pages without \`first: Int = 1…100, after: String\`.`)
}

function fieldsOf(schema: GraphQLSchema): { coordinate: string; field: GraphQLField<unknown, unknown> }[] {
  return objectsOf(schema).flatMap((type) => Object.values(type.getFields()).map((field) => ({ coordinate: `${type.name}.${field.name}`, field })))
}

// The gateway's own: the request id is its key.
const keyedOtherwise = new Set(['recordOperation'])

/** A mutation takes one input of its own, named after it, with the key that makes a repetition harmless. */
export function mutationInputFaults(schema: GraphQLSchema): string[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap(({ name, args }) => {
    const inputName = `${name[0]?.toUpperCase()}${name.slice(1)}Input`
    const input = schema.getType(inputName)
    if (args.length !== 1 || args[0]?.name !== 'input' || String(args[0].type) !== `${inputName}!`)
      return [`Mutation.${name} does not take one \`input: ${inputName}!\`.`]
    const key: GraphQLInputField | undefined = isInputObjectType(input) ? input.getFields().idempotencyKey : undefined
    return keyedOtherwise.has(name) || String(key?.type) === 'String!' ? [] : [`${inputName} has no \`idempotencyKey: String!\`.`]
  })
}

/** Names as every client library expects them; items of a list are never null; what is deprecated says what to use instead. */
export function graphNameFaults(schema: GraphQLSchema): string[] {
  const types = typesOf(schema)
    .filter((type) => !isScalarType(type) && !/^[A-Z][A-Za-z0-9]*$/.test(type.name))
    .map(({ name }) => `The type ${name} is not PascalCase.`)
  const values = typesOf(schema).flatMap((type) =>
    isEnumType(type)
      ? type
          .getValues()
          .filter(({ name }) => !/^[A-Z][A-Z0-9_]*$/.test(name))
          .map(({ name }) => `${type.name}.${name} is not UPPER_CASE.`)
      : []
  )
  const fields = fieldsOf(schema).flatMap(({ coordinate, field }) => [
    ...(/^[a-z][A-Za-z0-9]*$/.test(field.name) ? [] : [`${coordinate} is not camelCase.`]),
    ...(/\[[A-Za-z]+\]/.test(String(field.type)) ? [`${coordinate} is a list whose items may be null.`] : []),
    ...(field.deprecationReason === 'No longer supported' ? [`${coordinate} is deprecated without saying what to use instead.`] : [])
  ])
  return [...types, ...values, ...fields]
}
