using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Linting.Conflicts.Claims;

namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>Policies that do different things about the same things.</summary>
/// <param name="Weak">What does not happen.</param>
/// <param name="Strong">What happens instead; several where each does so for a part of the calls.</param>
/// <param name="Kind">For which calls.</param>
/// <param name="Severity">How serious.</param>
/// <param name="Subjects">The things.</param>
/// <param name="Witness">A request in which they meet.</param>
internal sealed record Contradiction(Claim Weak, IReadOnlyList<Claim> Strong, ContradictionKind Kind, DiagnosticSeverity Severity, List<string> Subjects, Witness Witness);
