using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Keeptrusts.Analyzers.CodeFixes;

/// <summary>A fix that replaces nodes of one document; a finding that it does not fit is left alone.</summary>
public abstract class SourceFix : CodeFixProvider
{
    private readonly string _id;
    private readonly string _title;

    private protected SourceFix(string id, string title)
    {
        _id = id;
        _title = title;
        FixableDiagnosticIds = ImmutableArray.Create(id);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is not null && model is not null && Apply(root, model, diagnostic, context.CancellationToken) is { } change)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(Title(_title, diagnostic), _ => Task.FromResult(context.Document.WithSyntaxRoot(change)), equivalenceKey: _id),
                    diagnostic);
            }
        }
    }

    /// <summary>The document without the finding; <see langword="null"/>: the fix does not fit.</summary>
    private protected abstract SyntaxNode? Apply(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken);

    /// <summary>What the editor offers.</summary>
    private protected virtual string Title(string title, Diagnostic diagnostic) => title;
}
