namespace Keeptrusts.Policy.Documents;

/// <summary>What a scalar is by YAML's core schema, which reads as JSON does; quotes make it a string.</summary>
internal enum ScalarKind
{
    Null,
    Boolean,
    Integer,
    Number,
    String,
}
