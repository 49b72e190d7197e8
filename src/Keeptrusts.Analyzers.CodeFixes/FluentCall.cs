using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Keeptrusts.Analyzers.CodeFixes;

/// <summary>One call of a chain.</summary>
internal sealed class FluentCall(SyntaxToken dot, SimpleNameSyntax name, ArgumentListSyntax arguments)
{
    public SyntaxToken Dot { get; } = dot;

    public SimpleNameSyntax Name { get; } = name;

    public ArgumentListSyntax Arguments { get; } = arguments;

    public string Method => Name.Identifier.ValueText;
}
