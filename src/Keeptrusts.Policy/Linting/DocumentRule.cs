using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>One check over a whole document. Parts that are absent or ill-typed have been reported already.</summary>
internal abstract class DocumentRule
{
    public abstract void Check(PolicyDocument document, DiagnosticBag diagnostics);
}
