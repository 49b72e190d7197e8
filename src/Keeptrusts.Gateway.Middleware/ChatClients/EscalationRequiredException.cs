namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>A policy wants a human to decide about a call, or its answer. In process nobody is asked: the host decides what follows.</summary>
public sealed class EscalationRequiredException : PolicyViolationException
{
    /// <summary>An escalation without particulars.</summary>
    public EscalationRequiredException()
        : this("A policy wants a human to decide on this call.")
    {
    }

    /// <summary>An escalation with a message.</summary>
    /// <param name="message">What is asked; without content.</param>
    public EscalationRequiredException(string message)
        : base(message) => Code = "escalation_required";

    /// <summary>An escalation with a message and a cause.</summary>
    /// <param name="message">What is asked; without content.</param>
    /// <param name="innerException">The cause.</param>
    public EscalationRequiredException(string message, Exception innerException)
        : base(message, innerException) => Code = "escalation_required";
}
