using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>One call on its way, as a filter sees it.</summary>
public interface IGrainCallContext
{
    /// <summary>The method and its arguments.</summary>
    IInvokable Request { get; }

    /// <summary>The grain object.</summary>
    object Grain { get; }

    /// <summary>The calling grain; null when the caller is not a grain.</summary>
    GrainId? SourceId { get; }

    /// <summary>The called grain.</summary>
    GrainId TargetId { get; }

    /// <summary>The interface's full name.</summary>
    string InterfaceName { get; }

    /// <summary>The method's name.</summary>
    string MethodName { get; }

    /// <summary>The interface's method.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>What the call returned, after <see cref="Invoke"/>; a filter may set another value of the method's type.</summary>
    object? Result { get; set; }

    /// <summary>Goes on to the next filter, and at last to the grain. A filter that does not call it stops the call.</summary>
    Task Invoke();
}

/// <summary>One call that arrived at a grain.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    /// <summary>The activation.</summary>
    IGrainContext TargetContext { get; }

    /// <summary>The class's method.</summary>
    MethodInfo ImplementationMethod { get; }
}
