using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>A policy refuses a call of a governed chat client, or its answer. Says which policy and why, never what was found.</summary>
public class PolicyViolationException : Exception
{
    /// <summary>A refusal without particulars.</summary>
    public PolicyViolationException()
        : this("A policy refuses this call.")
    {
    }

    /// <summary>A refusal with a message.</summary>
    /// <param name="message">What is wrong and what to do; without content.</param>
    public PolicyViolationException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal with a message and a cause.</summary>
    /// <param name="message">What is wrong and what to do; without content.</param>
    /// <param name="innerException">The cause.</param>
    public PolicyViolationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary><c>input_blocked</c> before the model was asked, <c>output_blocked</c> after, <c>escalation_required</c> where a human would have to decide.</summary>
    public string Code { get; init; } = "input_blocked";

    /// <summary>The policy's name in the chain; <see langword="null"/> where the document as a whole refuses.</summary>
    public string? Policy { get; init; }

    /// <summary>Why, as the policy says it; one of <see cref="ReasonCodes"/> for built-in kinds.</summary>
    public string ReasonCode { get; init; } = "";
}
