using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Policy.Judging;

/// <summary>Decides on a call before any text is read. Shared by all calls.</summary>
public interface IAdmissionPolicy
{
    /// <summary>Whether the decision depends on nothing but its arguments, so that it may be asked in advance ("which models may this key use?").</summary>
    bool IsPure { get; }

    /// <summary>Decides.</summary>
    /// <param name="call">The call; a policy that takes something registers its return with <see cref="PolicyCall.AtEnd"/>.</param>
    /// <param name="facts">What is known.</param>
    Judgement Admit(PolicyCall call, AdmissionFacts facts);
}
