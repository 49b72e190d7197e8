using Microsoft.CodeAnalysis;

namespace Keeptrusts.Analyzers.Symbols;

/// <summary>Recognises types of other people's libraries by name, so that none of them has to be referred to.</summary>
internal static class TypeNames
{
    /// <summary>Whether a type is this one.</summary>
    /// <param name="type">The type; constructed generic types count as their definition.</param>
    /// <param name="name">Namespace and name without type parameters, such as <c>System.Uri</c>.</param>
    public static bool Is(ITypeSymbol? type, string name)
    {
        if (type is null || !name.EndsWith(type.Name, StringComparison.Ordinal) || type.Name.Length == 0)
        {
            return false;
        }

        var dot = name.Length - type.Name.Length - 1;
        return dot > 0 && name[dot] == '.' && NamespaceOf(type) == name.Substring(0, dot);
    }

    /// <summary>Whether a type is this one or derives from it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">As for <see cref="Is"/>.</param>
    public static bool Extends(ITypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Is(type, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a type is this interface or implements it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">As for <see cref="Is"/>.</param>
    public static bool Implements(ITypeSymbol? type, string name) => type is not null && (Is(type, name) || type.AllInterfaces.Any(i => Is(i, name)));

    /// <summary>The namespace that a type stands in, such as <c>OpenAI.Chat</c>; empty for the global one.</summary>
    public static string NamespaceOf(ISymbol? symbol) =>
        symbol?.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : "";
}
